namespace Init.Doors;

/// <summary>Something that answers questions at an address: probes, metrics, control. It knows nothing of sockets.
/// </summary>
internal interface IDoor
{
    /// <returns>null when the path belongs to someone else.</returns>
    ValueTask<Answer?> AnswerAsync(Question question);
}
