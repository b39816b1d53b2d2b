namespace System.Runtime;

/// <summary>Gives a method a name for the linker, and nothing in front of its first instruction: the native compiler
/// knows this attribute by its name, and has it for the runtime's own methods. (UnmanagedCallersOnly would first wait
/// for a runtime.)</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeExportAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
