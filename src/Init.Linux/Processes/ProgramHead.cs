using System.Buffers.Binary;
using System.Text;

namespace Init.Linux.Processes;

/// <summary>The beginning of a program's file.</summary>
/// <param name="Interpreter">The loader of a dynamic program, the interpreter of a script; else empty.</param>
public sealed record ProgramHead(ProgramKind Kind, string Interpreter)
{
    /// <summary>Program headers stand near the beginning, and so does the loader's name.</summary>
    private const int BytesMax = 1 << 16;

    /// <summary>So many the kernel reads of a script's first line (BINPRM_BUF_SIZE).</summary>
    private const int LineBytesMax = 256;

    private const int ElfHeaderBytes = 64;
    private const int OffsetClass = 4;
    private const int OffsetMachine = 18;
    private const int OffsetHeaders = 32;
    private const int OffsetHeaderBytes = 54;
    private const int OffsetHeaderCount = 56;
    private const int OffsetFileOffset = 8;
    private const int OffsetFileSize = 32;
    private const int HeaderBytesMin = 56;
    private const byte Class64 = 2;
    private const int MachineX86 = 62;
    private const uint Interp = 3;

    /// <returns>null when the file cannot be read.</returns>
    public static ProgramHead? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[BytesMax];
            return Of(bytes.AsSpan(0, file.ReadAtLeast(bytes, BytesMax, throwOnEndOfStream: false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static ProgramHead Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("#!"u8))
        {
            return Script(bytes[2..Math.Min(bytes.Length, LineBytesMax)]);
        }

        if (!bytes.StartsWith("\u007fELF"u8) || bytes.Length < ElfHeaderBytes)
        {
            return new ProgramHead(ProgramKind.Unknown, "");
        }

        return bytes[OffsetClass] == Class64
            && BinaryPrimitives.ReadUInt16LittleEndian(bytes[OffsetMachine..]) == MachineX86
            ? Elf(bytes) : new ProgramHead(ProgramKind.Foreign, "");
    }

    private static ProgramHead Script(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = (end < 0 ? rest : rest[..end]).Trim(" \t"u8);
        var blank = line.IndexOfAny((byte)' ', (byte)'\t');
        var interpreter = blank < 0 ? line : line[..blank];
        return interpreter.IsEmpty
            ? new ProgramHead(ProgramKind.Unknown, "")
            : new ProgramHead(ProgramKind.Script, Encoding.UTF8.GetString(interpreter));
    }

    private static ProgramHead Elf(ReadOnlySpan<byte> bytes)
    {
        var start = BinaryPrimitives.ReadUInt64LittleEndian(bytes[OffsetHeaders..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(bytes[OffsetHeaderBytes..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[OffsetHeaderCount..]);
        for (var i = 0; i < count && size >= HeaderBytesMin; i++)
        {
            if (Part(bytes, start + (ulong)(i * size), HeaderBytesMin) is not { IsEmpty: false } header)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(header) == Interp)
            {
                var name = Part(
                    bytes,
                    BinaryPrimitives.ReadUInt64LittleEndian(header[OffsetFileOffset..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(header[OffsetFileSize..]));
                return new ProgramHead(ProgramKind.Dynamic, Encoding.UTF8.GetString(name.TrimEnd((byte)0)));
            }
        }

        return new ProgramHead(ProgramKind.Static, "");
    }

    /// <returns>Empty when it is not all there.</returns>
    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, ulong start, ulong length) =>
        start <= (ulong)bytes.Length && length <= (ulong)bytes.Length - start
            ? bytes.Slice((int)start, (int)length) : [];
}
