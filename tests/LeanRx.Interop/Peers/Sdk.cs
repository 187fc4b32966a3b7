using LeanRx.Protocol;

namespace LeanRx.Interop;

/// <summary>A client library at one version.</summary>
/// <param name="Name">Its short name, part of client ids.</param>
/// <param name="Title">What the matrix calls it.</param>
/// <param name="Folder">Where its driver is; null for LeanRx itself.</param>
public sealed record Sdk(string Name, string Title, string? Folder)
{
    const string Before4 = "knows none: they came with 4.0";
    const string BytesBefore4 = "knows no bytes: they came with 4.0";
    const string MentionsBefore4 = "knows no mentions: they came with 4.0";
    const string ModerationBefore4 = "silences and blocks nobody: that came with 4.0";
    const string RolesBefore4 = "knows no roles: they came with 4.0";
    const string RangesBefore4 = "reads history backwards, all types, without its ends: the rest came with 4.0";
    const string AllOrNothingBefore4 = "says nothing of single members: that came with 4.0";
    const string MissedEventsBefore4 = "does not ask for missed events: that came with 4.0";
    const string CountsInstead = "is told unread counts instead";
    const string PatchesBefore35 = "changes no messages: that came with 3.5";
    const string SavedAlone = "its plugin sends saved files alone";

    public static Sdk LeanRxJson { get; } = new("rx", "LeanRx JSON", null)
    {
        Missing =
        {
            [Feature.OfflineMessages] = CountsInstead,
        },
    };

    public static Sdk LeanRxProtobuf { get; } = new("rxpb", "LeanRx protobuf", null)
    {
        Wire = WireFormat.Protobuf,
        Missing = LeanRxJson.Missing,
    };

    public static Sdk Js2 { get; } = new("js2", "2.4.0", "js2")
    {
        Missing =
        {
            [Feature.TemporaryConversations] = Before4,
            [Feature.UnreadCounts] = "knows no unread counts",
            [Feature.ReadReceipts] = "knows no receipts of reading",
            [Feature.Patches] = "changes no messages",
            [Feature.Muting] = "mutes nothing",
            [Feature.Bytes] = BytesBefore4,
            [Feature.Mentions] = MentionsBefore4,
            [Feature.Moderation] = ModerationBefore4,
            [Feature.SendsFiles] = "sends of a file its name and size alone",
            [Feature.Uploads] = "uploads nothing",
            [Feature.Roles] = RolesBefore4,
            [Feature.Wills] = "leaves no will: that came with 3.4",
            [Feature.Tags] = "names no tag",
            [Feature.Priorities] = "sends without priority: it came with 3.3",
            [Feature.HistoryRanges] = RangesBefore4,
            [Feature.PartialSuccess] = AllOrNothingBefore4,
            [Feature.SharedSockets] = "opens a socket for each client",
            [Feature.MissedEvents] = MissedEventsBefore4,
            [Feature.SessionRefresh] = "knows no session tokens",
        },
    };

    public static Sdk Js3 { get; } = new("js3", "3.5.7", "js3")
    {
        Missing =
        {
            [Feature.TemporaryConversations] = Before4,
            [Feature.OfflineMessages] = CountsInstead,
            [Feature.SendsAddresses] = SavedAlone,
            [Feature.Bytes] = BytesBefore4,
            [Feature.Mentions] = MentionsBefore4,
            [Feature.Moderation] = ModerationBefore4,
            [Feature.Roles] = RolesBefore4,
            [Feature.HistoryRanges] = RangesBefore4,
            [Feature.PartialSuccess] = AllOrNothingBefore4,
            [Feature.MissedEvents] = MissedEventsBefore4,
            [Feature.SessionRefresh] = "logs in anew instead: refreshing came with 4.0",
        },
    };

    /// <summary>The last one with the older protobuf dialects.</summary>
    public static Sdk Js34 { get; } = new("js34", "3.4.1", "js34") { Missing = new(Js3.Missing) { [Feature.Patches] = PatchesBefore35 } };

    public static Sdk Js4 { get; } = new("js4", "4.3.1", "js4")
    {
        Missing =
        {
            [Feature.OfflineMessages] = CountsInstead,
            [Feature.SendsAddresses] = SavedAlone,
            [Feature.SessionRefresh] = "refreshes, and forgets the new token before it uses it",
        },
    };

    public static Sdk Js5 { get; } = new("js5", "5.0.0-rc.8", "js5")
    {
        Missing =
        {
            [Feature.OfflineMessages] = CountsInstead,
            [Feature.SendsAddresses] = SavedAlone,
            [Feature.ShowsAddresses] = "leancloud-storage 4 wants an id",
        },
    };

    /// <summary>LeanRx with <c>lc.proto2base64.3</c>.</summary>
    public static Sdk LeanRxBase64 { get; } = LeanRxProtobuf with { Name = "rx64", Title = "LeanRx base64", Wire = WireFormat.ProtobufBase64 };

    /// <summary>Version 3 with <c>lc.proto2base64.3</c>, without TLS.</summary>
    public static Sdk Js3Base64 { get; } = Js3 with { Name = "js3text", Title = "3.5.7 noBinary", IsSecure = false, Options = "{\"noBinary\":true}" };

    /// <summary>Version 4 with <c>lc.protobuf2.1</c>, which pushes what was missed instead of counting it.</summary>
    public static Sdk Js4Pushing { get; } = new("js4push", "4.3.1 pushOfflineMessages", "js4")
    {
        Options = "{\"pushOfflineMessages\":true}",
        Missing = Pushing(Js4.Missing),
    };

    /// <summary>Version 5 with <c>lc.proto2base64.3</c>, without TLS.</summary>
    public static Sdk Js5Base64 { get; } = Js5 with { Name = "js5text", Title = "5.0.0-rc.8 noBinary", IsSecure = false, Options = "{\"noBinary\":true}" };

    /// <summary>Version 3.4 with <c>lc.protobase64.3</c>, without TLS.</summary>
    public static Sdk Js34Base64 { get; } = Js34 with { Name = "js34text", Title = "3.4.1 noBinary", IsSecure = false, Options = "{\"noBinary\":true}" };

    /// <summary>Version 3.4 with <c>lc.protobuf.1</c>, which pushes what was missed instead of counting it.</summary>
    public static Sdk Js34Pushing { get; } = Js34 with
    {
        Name = "js34push",
        Title = "3.4.1 pushOfflineMessages",
        Options = "{\"pushOfflineMessages\":true}",
        Missing = Pushing(Js34.Missing),
    };

    /// <summary>Other versions that npm has, which do what 3.5.7 does. Without TLS, whose records part what is written at once.</summary>
    public static IReadOnlyList<Sdk> Before357 { get; } = [Version35("3.5.1"), Version35("3.5.2"), Version35("3.5.5"), Version35("3.5.6")];

    /// <summary>Version 3.5.6 with <c>lc.protobuf2.1</c>.</summary>
    public static Sdk Js356Pushing { get; } = Version35("3.5.6") with
    {
        Name = "js356push",
        Title = "3.5.6 pushOfflineMessages",
        Options = "{\"version\":\"3.5.6\",\"pushOfflineMessages\":true}",
        Missing = Pushing(Js3.Missing),
    };

    /// <summary>The rows and columns of the matrix.</summary>
    public static IReadOnlyList<Sdk> All { get; } = [LeanRxJson, LeanRxProtobuf, Js2, Js34, Js3, Js4, Js5];

    /// <summary>What LeanRx speaks on the wire.</summary>
    public WireFormat Wire { get; init; } = WireFormat.Json;

    /// <summary>Whether it talks to the server by TLS, as an original SDK does by itself.</summary>
    public bool IsSecure { get; init; } = true;

    /// <summary>JSON for the SDK's constructor.</summary>
    public string Options { get; init; } = "{}";

    /// <summary>What it does not offer, and why.</summary>
    public Dictionary<Feature, string> Missing { get; init; } = [];

    public bool Offers(Feature feature) => !Missing.ContainsKey(feature);

    /// <summary>Its whole name.</summary>
    public string Description => Folder is null ? Title : Folder == "js2" ? $"AV.realtime {Title}" : $"leancloud-realtime {Title}";

    public override string ToString() => Title;

    static Sdk Version35(string version) => Js3 with
    {
        Name = "js" + version.Replace(".", "", StringComparison.Ordinal),
        Title = version,
        Folder = "js35",
        IsSecure = false,
        Options = $"{{\"version\":\"{version}\"}}",
    };

    /// <summary>What is missing where missed messages are pushed instead of counted.</summary>
    static Dictionary<Feature, string> Pushing(Dictionary<Feature, string> counting)
    {
        var missing = new Dictionary<Feature, string>(counting)
        {
            [Feature.UnreadCounts] = "gets the messages instead",
            [Feature.ReadReceipts] = "belongs to unread counts"
        };
        missing.Remove(Feature.OfflineMessages);
        return missing;
    }
}
