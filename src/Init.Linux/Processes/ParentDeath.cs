using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>A signal to ourselves when our parent dies.</summary>
public static class ParentDeath
{
    /// <param name="parent">As it was when this process began: it may have died since, of which nobody tells.</param>
    /// <param name="isDead">The signal will not come, because it is too late.</param>
    /// <returns>errno, or 0.</returns>
    public static int Follow(int parent, int signal, out bool isDead)
    {
        var error = Libc.prctl(C.PR_SET_PDEATHSIG, (nuint)signal, 0, 0, 0) == 0 ? 0 : LastError.Value;
        isDead = error == 0 && Libc.getppid() != parent;
        return error;
    }
}
