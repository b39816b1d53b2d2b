using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>One part of a program's file and where it is mapped.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Elf64_Phdr
{
    public uint p_type;
    public uint p_flags;
    public ulong p_offset;
    public ulong p_vaddr;
    public ulong p_paddr;
    public ulong p_filesz;
    public ulong p_memsz;
    public ulong p_align;
}
