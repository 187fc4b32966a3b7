namespace LeanRx.Interop;

/// <summary>All scenarios, in the order of the matrix.</summary>
public static class Repertoire
{
    public const string LogIn = "log in";
    public const string SignedLogIn = "log in with a signature";
    public const string AfterCut = "come back after the sockets were cut";
    public const string AfterRestart = "come back after the server was restarted";

    /// <summary>The rows that two clients play while they are connected.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
        [.. ConversationScenarios.All, .. MemberScenarios.All, .. MessageScenarios.All, .. ReadingScenarios.All, .. DeviceScenarios.All,
        .. ServiceScenarios.All];

    /// <summary>The rows that say whether a version works at all.</summary>
    public static IReadOnlyList<Scenario> Smoke { get; } = [.. All.Where(scenario => scenario.Title
        is "create a conversation"
        or "invite"
        or "send text"
        or "receipt of delivery"
        or "receipt of reading"
        or "history in pages"
        or "messages missed while away: unread counts"
        or "messages missed while away: pushed at login"
        or "modify a message"
        or "recall a message")];

    /// <summary>The rows that are played on a server that demands signatures.</summary>
    public static IReadOnlyList<Scenario> Strict { get; } = StrictScenarios.All;

    /// <summary>All rows.</summary>
    public static IReadOnlyList<string> Titles { get; } =
        [LogIn, .. All.Select(scenario => scenario.Title), AfterCut, AfterRestart, SignedLogIn, .. Strict.Select(scenario => scenario.Title)];
}
