using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Rows;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Writing;

/// <summary>Stores roles, silence and blocks: what the store says already of a client stays.</summary>
sealed class StandingWriter(IMessageStore store, string applicationId, ImportReport report, RowKind kind)
{
    readonly Dictionary<string, string?> _waiting = new(StringComparer.Ordinal);
    string? _conversationId;

    public async ValueTask AddAsync(StandingRow row, CancellationToken cancellationToken)
    {
        if (row.ConversationId != _conversationId)
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        _conversationId = row.ConversationId;
        _waiting.TryAdd(row.ClientId, row.Role);
    }

    /// <summary>Stores those of the conversation at hand.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
            return;
        var stored = (await store.Moderation.FindByConversationAsync(applicationId, _conversationId!, cancellationToken).ConfigureAwait(false))
            .ToDictionary(standing => standing.ClientId, StringComparer.Ordinal);
        List<MemberStanding> changed = [];
        foreach (var (clientId, role) in _waiting)
        {
            var standing = stored.GetValueOrDefault(clientId) ?? new MemberStanding
            {
                ApplicationId = applicationId,
                ConversationId = _conversationId!,
                ClientId = clientId
            };
            if (!IsSaid(standing))
                changed.Add(Say(standing, role));
        }
        (report.Of(kind).Created, report.Of(kind).Known) = (report.Of(kind).Created + changed.Count, report.Of(kind).Known + _waiting.Count - changed.Count);
        _waiting.Clear();
        if (changed.Count > 0)
            await store.Moderation.SaveAsync(changed, cancellationToken).ConfigureAwait(false);
    }

    bool IsSaid(MemberStanding standing) => kind switch
    {
        RowKind.Members => standing.Role is not null,
        RowKind.Silences => standing.SilencedUntil is not null,
        _ => standing.IsBlocked,
    };

    MemberStanding Say(MemberStanding standing, string? role) => kind switch
    {
        RowKind.Members => standing with { Role = role },
        RowKind.Silences => standing with { SilencedUntil = long.MaxValue },
        _ => standing with { IsBlocked = true },
    };
}
