namespace Init.Core.Spec;

/// <summary>How connections are spread over the workers of an app.</summary>
public enum Balance
{
    /// <summary>One socket, one accept queue, every worker accepts from it: nothing can be stranded.</summary>
    Queue,
}
