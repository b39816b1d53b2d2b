using Init.Core.Doctor;
using Init.Linux;

namespace Init.Runtime.Doctor;

/// <summary>From the kernel's answer to what it means. Profiles refuse by EPERM or ENOSYS alike, so the latter may be
/// either; what is said then holds for both.</summary>
internal static class Trials
{
    internal static Trial Of(int errno)
    {
        var outcome = errno switch
        {
            0 => TrialOutcome.Works,
            Errno.ENOSYS or Errno.EINVAL or Errno.ENOPROTOOPT or Errno.EOPNOTSUPP or Errno.EAFNOSUPPORT =>
                TrialOutcome.Absent,
            Errno.EPERM or Errno.EACCES or Errno.EROFS => TrialOutcome.Refused,
            Errno.EBUSY or Errno.EADDRINUSE => TrialOutcome.Taken,
            _ => TrialOutcome.Failed,
        };
        return new Trial(outcome, errno == 0 ? "" : Errno.Text(errno));
    }
}
