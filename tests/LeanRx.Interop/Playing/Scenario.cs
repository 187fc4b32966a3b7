namespace LeanRx.Interop;

/// <summary>A row of the matrix: what one client does and the other hears.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="PlayAsync">Plays it, and throws when it does not go as it should.</param>
public sealed record Scenario(string Title, Func<Stage, Task> PlayAsync)
{
    /// <summary>What the one who acts must offer.</summary>
    public IReadOnlyList<Feature> Acting { get; init; } = [];

    /// <summary>What the other one must offer.</summary>
    public IReadOnlyList<Feature> Hearing { get; init; } = [];

    /// <summary>Why these two cannot play it; null when they can.</summary>
    public string? Obstacle(Sdk actor, Sdk other) =>
        Lack(actor, Acting) ?? Lack(other, Hearing);

    static string? Lack(Sdk sdk, IReadOnlyList<Feature> needed) => needed.Where(feature => !sdk.Offers(feature))
        .Select(feature => $"{sdk.Title}: {sdk.Missing[feature]}")
        .FirstOrDefault();
}
