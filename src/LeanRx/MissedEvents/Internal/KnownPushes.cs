using System.Text.Json;
using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx.MissedEvents.Internal;

/// <summary>Which pushes came already, so that none is told twice: over the socket and fetched, or fetched twice. Used inside the gate alone.</summary>
internal sealed class KnownPushes
{
    readonly IdTable _ids = new();
    IdWindow _window;
    IdWindow _own;

    /// <summary>Up to this time of the server's, all that is fetched is known, or from before the first login.</summary>
    public long Floor { get; set; } = long.MinValue;

    /// <summary>Notes a change that this client has made itself and that the server does not push to it.</summary>
    public void AddOwn(string conversationId, string updatedAt) => _ids.TryAdd(ref _own, $"{conversationId} {updatedAt}", 0, out _);

    /// <summary>Whether a push tells of a change that this client has made itself.</summary>
    public bool IsOwn(ConversationFrame push) =>
        push.Operation == ConversationOperations.Updated && _ids.Contains(_own, $"{push.ConversationId} {push.UpdatedAt}");

    /// <summary>Notes a push. False for one that was noted before.</summary>
    /// <param name="push">The push.</param>
    /// <param name="isFetched">Whether it was fetched, and not sent by the server on its own account.</param>
    public bool TryAdd(Frame push, bool isFetched)
    {
        if (KeyOf(push) is not { Id: { } id, Timestamp: var time })
            return true;
        if (isFetched && time <= Floor || !_ids.TryAdd(ref _window, id, time, out var gone))
            return false;
        if (gone is { } forgotten)
            Floor = Math.Max(Floor, forgotten.Timestamp);
        return true;
    }

    static (string Id, long Timestamp)? KeyOf(Frame push) => push switch
    {
        ConversationFrame { ServerTimestamp: { } time } conversation =>
            ($"{time} {conversation.Operation} {conversation.ConversationId} {StringComparer.Ordinal.GetHashCode(DetailsOf(conversation))}", time),
        ReceiptFrame { Timestamp: { } time } receipt => ($"{time} {receipt.IsRead} {receipt.MessageId} {receipt.From}", time),
        _ => null,
    };

    /// <summary>
    /// What tells two pushes of the same kind and millisecond apart, alike however a server spells it. It may be long, so only its hash is kept.
    /// </summary>
    static string DetailsOf(ConversationFrame push)
    {
        var members = (push.Members ?? []).OrderBy(static id => id, StringComparer.Ordinal);
        var columns = (push.ModifiedAttributes ?? push.Attributes) is { ValueKind: JsonValueKind.Object } changed
            ? JsonObjects.From(changed).OrderBy(static column => column.Key, StringComparer.Ordinal)
                .Select(static column => $"{column.Key} {column.Value?.ToJsonString()}")
            : [];
        return string.Join("\n", [push.InitiatedBy, push.MemberInfo?.ClientId, push.MemberInfo?.Role, .. members, .. columns]);
    }
}
