namespace Init.Core.Link;

/// <param name="App">Its name; empty: the only one.</param>
/// <param name="Text">What the verb needs to know; else empty.</param>
/// <param name="Slot">null: all.</param>
public sealed record Command(CommandVerb Verb, string App = "", string Text = "", int? Slot = null);
