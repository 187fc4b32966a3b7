namespace LeanRx;

public sealed partial class Conversation
{
    const int MaxModerationPage = 100;

    // protocol.md §4.9, §4.14
    /// <summary>Changes of roles, silences and blocks in this conversation.</summary>
    /// <remarks>Completes when the client is disposed.</remarks>
    public IObservable<ModerationChange> ModerationChanges => Core.ModerationChanges;

    static MemberPage PageOf(IReadOnlyList<string>? members, string? next) =>
        new() { Members = members ?? [], Next = string.IsNullOrEmpty(next) ? null : next };
}
