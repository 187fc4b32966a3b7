using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// Conversations of which something may have changed that this client was not told: a command of its own ended without an answer, it is a member again, or what
/// was pushed while it was away could not be fetched. They are asked for anew, as far as somebody holds them. Used inside the gate alone, but where it says
/// otherwise.
/// </summary>
internal sealed class Doubts(ISession session, ConversationRegistry conversations, LatestMessages latest, ConversationRows rows)
{
    const int WithLastMessage = 2;

    readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    bool _isOpen;
    bool _isAsking;

    ConversationRegistry Conversations => conversations;

    /// <summary>Whether a command that ended so may have been done all the same.</summary>
    public static bool IsDoubtful(Exception exception) => exception
        is CommandTimeoutException or ConnectionLostException or ClientClosedException or InvalidResponseException or OperationCanceledException;

    /// <summary>From any thread.</summary>
    public void Add(string conversationId) => session.Gate.Post(this, conversationId, static (doubts, id) =>
    {
        doubts._ids.Add(id);
        doubts.Conversations.Activity.Change(id);
        doubts.Ask();
    });

    /// <summary>All conversations that somebody holds.</summary>
    public void AddAll()
    {
        _ids.UnionWith(conversations.Held());
        Ask();
    }

    public void OnOpened()
    {
        _isOpen = true;
        Ask();
    }

    public void OnLost() => _isOpen = false;

    void Ask()
    {
        if (_isAsking || !_isOpen)
            return;
        _ids.RemoveWhere(id => conversations.Find(id) is null);
        if (_ids.Count == 0)
            return;
        var isTemporary = ConversationIds.IsTemporary(_ids.First());
        List<string> ids = [.. _ids.Where(id => ConversationIds.IsTemporary(id) == isTemporary).Take(ConversationIds.MaxPerFrame)];
        _ids.ExceptWith(ids);
        _isAsking = true;
        var query = new ConversationFrame { Operation = ConversationOperations.Query, Limit = ids.Count, Flag = WithLastMessage };
        query = isTemporary ? query with { TemporaryConversationIds = ids } : query with { Where = WhereOf(ids) };
        var asked = latest.Events;
        var asking = session.RecoverAsync(query, repeatable: false, answer => rows.Take(answer, asked, isWithLastMessage: true));
        session.Gate.PostWhenDone(asking, (Doubts: this, ids), static (it, answer) => it.Doubts.End(it.ids, answer.Exception?.InnerException));
    }

    void End(List<string> ids, Exception? cause)
    {
        _isAsking = false;
        // A client that is closed is asked by its next login alone.
        if (cause is ClientClosedException)
            _isOpen = false;
        // The next login asks again, or this one does.
        if (cause is ConnectionLostException or ClientClosedException or CommandTimeoutException)
            _ids.UnionWith(ids);
        Ask();
    }

    static JsonElement WhereOf(List<string> ids) =>
        JsonObjects.ToElement(new JsonObject
        {
            [KnownColumns.Id] = new JsonObject
            {
                ["$in"] = new JsonArray([.. ids.Select(static id =>
            (JsonNode)JsonValue.Create(id))])
            }
        });
}
