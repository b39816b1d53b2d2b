using Init.Linux.Interop;
using Init.Linux.Processes;

namespace Init.Linux.Bare;

/// <summary>The places where a command may be, one after the other: the rule of <see cref="PathSearch"/>, on bytes.
/// </summary>
public unsafe ref struct BarePathSearch
{
    private readonly byte* _command;
    private readonly byte* _place;
    private byte* _folders;
    private byte* _only;

    public BarePathSearch(byte* command)
    {
        _command = command;
        _only = BareLibc.strchr(command, '/') is null ? null : command;
        if (_only is not null || *command == 0)
        {
            return;
        }

        fixed (byte* name = "PATH\0"u8, usual = "/bin:/usr/bin\0"u8)
        {
            // Constants of the program stay where they are when this block is left.
            _folders = BareLibc.getenv(name) is var folders && folders is null ? usual : folders;
        }

        // With room for `./` and a zero. Never given back: it is needed once, at the start.
        _place = (byte*)BareLibc.malloc(BareLibc.strlen(_folders) + BareLibc.strlen(command) + 3);
        _folders = _place is null ? null : _folders;
    }

    /// <inheritdoc cref="PathSearch.WhyMissing"/>
    public static int WhyMissing(byte* path) => BareLibc.access(path, C.F_OK) == 0 ? 0 : BareProcess.Error;

    /// <returns>Good until the next call; null after the last.</returns>
    public byte* Next()
    {
        var next = _only is not null || _folders is null ? _only : NextInFolders();
        _only = null;
        return next;
    }

    private byte* NextInFolders()
    {
        var folder = _folders;
        nint length = 0;
        while (folder[length] is not 0 and not (byte)':')
        {
            length++;
        }

        _folders = folder[length] == 0 ? null : folder + length + 1;
        var isHere = length == 0;
        while (length > 0 && folder[length - 1] == '/')
        {
            length--;
        }

        // An empty folder is the one we are in.
        var end = _place;
        *end = (byte)'.';
        end += isHere ? 1 : 0;
        end = Append(end, folder, length);
        *end++ = (byte)'/';
        *Append(end, _command, (nint)BareLibc.strlen(_command)) = 0;
        return _place;
    }

    private static byte* Append(byte* end, byte* text, nint length)
    {
        for (nint i = 0; i < length; i++)
        {
            end[i] = text[i];
        }

        return end + length;
    }
}
