using System.Diagnostics;

namespace Init.E2E.Harness;

/// <summary>Between fork and exec a child of the tests has a copy of every descriptor that is open in them,
/// close-on-exec or not. Of a program that is just being written it is a writer, so that whoever executes it next may
/// find the text file busy; of a port that is just being tried it is a listener, so that whoever binds it next may find
/// the address in use. So nothing is started while another test does either.</summary>
internal static class Starting
{
    private static readonly ReaderWriterLockSlim Gate = new();

    /// <summary>Comes back when the child has executed its program.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        Gate.EnterReadLock();
        try
        {
            return Process.Start(start)!;
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }

    /// <param name="open">Opens, and closes again, what no child may have.</param>
    public static T Never<T>(Func<T> open)
    {
        Gate.EnterWriteLock();
        try
        {
            return open();
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }
}
