namespace Init.Core.Doctor;

/// <summary>What a program's file is.</summary>
public enum FileKind
{
    /// <summary>It could not be read.</summary>
    Hidden,
    Static,
    Dynamic,
    Script,

    /// <summary>For another machine, 32-bit included.</summary>
    Foreign,

    /// <summary>Text, perhaps: /bin/sh gets it.</summary>
    Shell,
}
