using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>
/// Files as another user, for one thread and the life of this value (setfsuid(2)). What somebody else names is touched
/// with that one's rights, which the kernel looks at in the call itself and in every folder of the path: a look
/// beforehand could be overtaken by a link. The power of user 0 over files goes with its number, and comes back with it.
/// </summary>
public sealed class FileIdentity : IDisposable
{
    /// <summary>No user has it: asking for it changes nothing and tells what is.</summary>
    private const uint Nobody = uint.MaxValue;

    private readonly uint _uid;
    private readonly uint _gid;

    private FileIdentity(uint uid, uint gid) => (_uid, _gid) = (uid, gid);

    /// <returns>null: it is not allowed (CAP_SETUID, CAP_SETGID).</returns>
    public static FileIdentity? Take(uint uid, uint gid)
    {
        var own = new FileIdentity((uint)Libc.setfsuid(Nobody), (uint)Libc.setfsgid(Nobody));
        _ = Libc.setfsgid(gid);
        _ = Libc.setfsuid(uid);
        if ((uint)Libc.setfsuid(Nobody) == uid && (uint)Libc.setfsgid(Nobody) == gid)
        {
            return own;
        }

        own.Dispose();
        return null;
    }

    public void Dispose()
    {
        _ = Libc.setfsuid(_uid);
        _ = Libc.setfsgid(_gid);
    }
}
