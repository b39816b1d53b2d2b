using System.Runtime.InteropServices;

namespace Init.Linux.Native;

/// <summary>A char*[] with a null behind, as argv and envp are, in one block of native memory that nothing moves.
/// </summary>
public sealed unsafe class StringVector : IDisposable
{
    private readonly byte** _pointers;

    /// <param name="strings">Without terminating zeros; bytes, because arguments need not be UTF-8.</param>
    public StringVector(IReadOnlyList<byte[]> strings)
    {
        var header = (nuint)((strings.Count + 1) * sizeof(byte*));
        var total = header;
        foreach (var text in strings)
        {
            total += (nuint)text.Length + 1;
        }

        _pointers = (byte**)NativeMemory.Alloc(total);
        var next = (byte*)_pointers + header;
        for (var i = 0; i < strings.Count; i++)
        {
            _pointers[i] = next;
            strings[i].CopyTo(new Span<byte>(next, strings[i].Length));
            next[strings[i].Length] = 0;
            next += strings[i].Length + 1;
        }

        _pointers[strings.Count] = null;
    }

    internal byte** Pointers => _pointers;

    public void Dispose() => NativeMemory.Free(_pointers);
}
