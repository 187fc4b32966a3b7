using System.Collections.Frozen;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Limits.Internal;

// S170
/// <summary>Counts what clients do against the rates of the options.</summary>
internal sealed class RateLimiter(EngineClock clock, ServerLimits limits)
{
    /// <summary>What no operation is called counts as one: a client cannot invent new counters.</summary>
    const string Unknown = "?";

    static readonly FrozenSet<string> s_operations = new[]
    {
        ConversationOperations.Start, ConversationOperations.Add, ConversationOperations.Remove, ConversationOperations.Query, ConversationOperations.Count,
        ConversationOperations.Members, ConversationOperations.IsMember, ConversationOperations.Update, ConversationOperations.Mute,
            ConversationOperations.Unmute,
        ConversationOperations.MaxRead, ConversationOperations.MemberInfoUpdate, ConversationOperations.AddSilence, ConversationOperations.RemoveSilence,
        ConversationOperations.QuerySilence, ConversationOperations.CheckSilence, BlacklistOperations.Block, BlacklistOperations.Unblock,
        BlacklistOperations.Query, BlacklistOperations.CheckBlock, SessionOperations.Open, SessionOperations.Query, SessionOperations.Refresh,
            PatchOperations.Modify,
    }.ToFrozenSet(StringComparer.Ordinal);

    readonly RateWindows<(RateKind Kind, string Key, string Name)> _minutes = new(clock, TimeSpan.FromMinutes(1), limits.MaxCountedRates);
    readonly RateWindows<(RateKind Kind, string Key)> _hours = new(clock, TimeSpan.FromHours(1), limits.MaxCountedRates);

    /// <summary>How many counters there are now.</summary>
    public int Count => _minutes.Count + _hours.Count;

    /// <summary>Counts an operation; false when it is over its rate.</summary>
    public bool TryCount(string clientId, RateKind kind, string command, string? operation, int amount = 1) =>
        TryCount(clientId, kind, amount, kind == RateKind.Other ? NameOf(command, operation) : "");

    /// <summary>Counts an amount of something; false when it is over its rate.</summary>
    public bool TryCount(string key, RateKind kind, long amount, string name = "")
    {
        var limit = LimitOf(kind);
        if (limit <= 0 || amount <= 0)
            return true;
        return kind == RateKind.Invitation ? _hours.TryCount((kind, key), amount, limit) : _minutes.TryCount((kind, key, name), amount, limit);
    }

    /// <summary>Counts an amount of something.</summary>
    /// <exception cref="OperationRefusedException">4318: it is over its rate.</exception>
    public void Require(string key, RateKind kind, long amount, string what)
    {
        if (!TryCount(key, kind, amount))
            throw new OperationRefusedException(ErrorCodes.ConversationApiQuotaExceeded, $"At most {LimitOf(kind)} {what}; try again later.");
    }

    public long LimitOf(RateKind kind) => kind switch
    {
        RateKind.Send => limits.SendsPerMinute,
        RateKind.History => limits.HistoryQueriesPerMinute,
        RateKind.NewConversation => limits.ConversationsPerMinute,
        RateKind.MemberChange => limits.MemberChangesPerMinute,
        RateKind.Invitation => limits.InvitationsPerHour,
        RateKind.Upload => limits.UploadBytesPerMinute,
        RateKind.ApplicationUpload => limits.ApplicationUploadBytesPerMinute,
        RateKind.Registration => limits.DeviceRegistrationsPerMinute,
        _ => limits.OtherOperationsPerMinute,
    };

    static string NameOf(string command, string? operation) => operation is not null && s_operations.Contains(operation) ? $"{command}/{operation}" : Unknown;
}
