namespace LeanRx.Interop;

/// <summary>A client library at one version.</summary>
/// <param name="Name">Its short name, part of client ids.</param>
/// <param name="Title">What the matrix calls it.</param>
/// <param name="Folder">Where its driver is; null for LeanRx itself.</param>
public sealed record Sdk(string Name, string Title, string? Folder)
{
    const string Before4 = "came with 4.0";

    public static Sdk LeanRxJson { get; } = new("rx", "LeanRx", null)
    {
        Missing = { [Feature.OfflineMessages] = "is told unread counts and reads history", [Feature.Patches] = "not yet in this client" },
    };

    public static Sdk Js2 { get; } = new("js2", "2.4.0", "js2")
    {
        Missing =
        {
            [Feature.TemporaryConversations] = Before4,
            [Feature.UnreadCounts] = "came with 3.4: it gets the messages themselves",
            [Feature.ReadReceipts] = "came with 3.4",
            [Feature.Patches] = "came with 3.3",
            [Feature.Muting] = "came with 3.0",
        },
    };

    public static Sdk Js3 { get; } = new("js3", "3.5.7", "js3")
    {
        Missing = { [Feature.TemporaryConversations] = Before4, [Feature.OfflineMessages] = "is told unread counts" },
    };

    public static Sdk Js4 { get; } = new("js4", "4.3.1", "js4") { Missing = { [Feature.OfflineMessages] = "is told unread counts" } };

    public static Sdk Js5 { get; } = new("js5", "5.0.0-rc.8", "js5") { Missing = { [Feature.OfflineMessages] = "is told unread counts" } };

    public static IReadOnlyList<Sdk> All { get; } = [LeanRxJson, Js2];

    /// <summary>What it does not offer, and why.</summary>
    public Dictionary<Feature, string> Missing { get; } = [];

    public bool Offers(Feature feature) => !Missing.ContainsKey(feature);

    public override string ToString() => Title;
}
