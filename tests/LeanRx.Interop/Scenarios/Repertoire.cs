namespace LeanRx.Interop;

/// <summary>All scenarios, in the order of the matrix.</summary>
public static class Repertoire
{
    public const string LogIn = "log in";
    public const string SignedLogIn = "log in with a signature";
    public const string AfterCut = "come back after the sockets were cut";
    public const string AfterRestart = "come back after the server was restarted";

    /// <summary>The rows that two clients play while they are connected.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [.. ConversationScenarios.All, .. MemberScenarios.All, .. MessageScenarios.All, .. ReadingScenarios.All, .. DeviceScenarios.All, .. ServiceScenarios.All];

    /// <summary>The rows that are played on a server that demands signatures.</summary>
    public static IReadOnlyList<Scenario> Strict { get; } = StrictScenarios.All;

    /// <summary>All rows.</summary>
    public static IReadOnlyList<string> Titles { get; } = [LogIn, .. All.Select(scenario => scenario.Title), AfterCut, AfterRestart, SignedLogIn, .. Strict.Select(scenario => scenario.Title)];
}
