using System.Text;
using Init.Core.Spec;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Signals;

namespace Init.Runtime.Launching;

/// <summary>What the launch stage is to do, as the supervisor writes it into a memory file and the stage reads it. Both
/// are the same binary, so the format has no version.</summary>
internal sealed record LaunchPlan
{
    /// <summary>argv and envp may be 6 MiB together at most (a quarter of the largest stack), so a plan stays below.
    /// </summary>
    private const int BytesMax = 8 << 20;

    public required int Supervisor { get; init; }
    public required SignalState Born { get; init; }

    /// <summary>What the program gets when its supervisor dies; 0: nothing.</summary>
    public required int DeathSignal { get; init; }

    /// <summary>The program dies before its supervisor when memory runs out.</summary>
    public required bool YieldsMemory { get; init; }

    /// <summary>The terminal on standard input becomes that of the session that the program leads.</summary>
    public bool TakesTerminal { get; init; }
    public bool DropsCapabilities { get; init; }
    public bool NoNewPrivileges { get; init; }

    /// <summary>Install the bind filter and send its listener back.</summary>
    public required bool InstallFilter { get; init; }

    /// <summary>Descriptors from 3 on are passed, so LISTEN_PID has to be the program's own pid.</summary>
    public required bool TellsListenPid { get; init; }

    /// <summary>What pm1 was given before it raised its own; null: nothing to put back.</summary>
    public required DescriptorLimit? Files { get; init; }
    public required UserSpec? User { get; init; }
    public required string? Directory { get; init; }

    /// <summary>Files to try in turn.</summary>
    public required IReadOnlyList<byte[]> Candidates { get; init; }
    public required IReadOnlyList<byte[]> Arguments { get; init; }
    public required IReadOnlyList<byte[]> Environment { get; init; }

    /// <returns>errno, or 0 and a memory file positioned at its end (the stage reads it by offset).</returns>
    public int Write(out OwnedFd file)
    {
        var error = Descriptor.CreateMemoryFile("pm1-launch", out file);
        return error != 0 ? error : Descriptor.WriteAll(file, Encode());
    }

    /// <summary>null when it is not a plan.</summary>
    public static LaunchPlan? Read(OwnedFd file)
    {
        try
        {
            var bytes = Descriptor.ReadFromStart(file, BytesMax);
            return bytes is null ? null : Decode(bytes);
        }
        catch (IOException)
        {
            // It ends too early, or has a string of a negative length.
            return null;
        }
        catch (FormatException)
        {
            // A string's length is no number.
            return null;
        }
    }

    private byte[] Encode()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Supervisor);
        writer.Write(Born.Mask.Bits);
        writer.Write(Born.Ignored.Bits);
        writer.Write(DeathSignal);
        writer.Write(YieldsMemory);
        writer.Write(TakesTerminal);
        writer.Write(DropsCapabilities);
        writer.Write(NoNewPrivileges);
        writer.Write(InstallFilter);
        writer.Write(TellsListenPid);
        writer.Write(Files is not null);
        if (Files is { } files)
        {
            writer.Write(files.Soft);
            writer.Write(files.Hard);
        }

        writer.Write(User is not null);
        if (User is not null)
        {
            writer.Write(User.Uid);
            writer.Write(User.Gid);
            WriteList(writer, User.Groups, writer.Write);
        }

        writer.Write(Directory ?? "");
        WriteList(writer, Candidates, bytes => WriteBytes(writer, bytes));
        WriteList(writer, Arguments, bytes => WriteBytes(writer, bytes));
        WriteList(writer, Environment, bytes => WriteBytes(writer, bytes));
        return stream.ToArray();
    }

    private static LaunchPlan Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var supervisor = reader.ReadInt32();
        var born = new SignalState(new SignalSet(reader.ReadUInt64()), new SignalSet(reader.ReadUInt64()));
        var deathSignal = reader.ReadInt32();
        var (yields, takes) = (reader.ReadBoolean(), reader.ReadBoolean());
        var (drops, confines) = (reader.ReadBoolean(), reader.ReadBoolean());
        var filter = reader.ReadBoolean();
        var listen = reader.ReadBoolean();
        DescriptorLimit? files = reader.ReadBoolean()
            ? new DescriptorLimit(reader.ReadUInt64(), reader.ReadUInt64()) : null;
        var user = reader.ReadBoolean()
            ? new UserSpec(reader.ReadUInt32(), reader.ReadUInt32(), ReadList(reader, reader.ReadUInt32)) : null;
        var directory = reader.ReadString();
        return new LaunchPlan
        {
            Supervisor = supervisor,
            Born = born,
            DeathSignal = deathSignal,
            YieldsMemory = yields,
            TakesTerminal = takes,
            DropsCapabilities = drops,
            NoNewPrivileges = confines,
            InstallFilter = filter,
            TellsListenPid = listen,
            Files = files,
            User = user,
            Directory = directory.Length == 0 ? null : directory,
            Candidates = ReadList(reader, () => ReadBytes(reader)),
            Arguments = ReadList(reader, () => ReadBytes(reader)),
            Environment = ReadList(reader, () => ReadBytes(reader)),
        };
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>BinaryReader's own gives what is there when there is less.</summary>
    private static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position
            ? reader.ReadBytes(length) : throw new EndOfStreamException();
    }

    private static void WriteList<T>(BinaryWriter writer, IReadOnlyList<T> list, Action<T> write)
    {
        writer.Write(list.Count);
        foreach (var entry in list)
        {
            write(entry);
        }
    }

    private static List<T> ReadList<T>(BinaryReader reader, Func<T> read)
    {
        var list = new List<T>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            list.Add(read());
        }

        return list;
    }
}
