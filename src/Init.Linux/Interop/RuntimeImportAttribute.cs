namespace System.Runtime;

/// <summary>Makes a method without a body a call of a C function and nothing more: the native compiler knows this attribute
/// by its name, and has it for the runtime's own methods. (A P/Invoke, even without a transition, is followed by a look
/// whether a collection wants this thread to wait.)</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeImportAttribute(string library, string entryPoint) : Attribute
{
    public string Library { get; } = library;

    public string EntryPoint { get; } = entryPoint;
}
