
namespace LeanRx.Server.Conversations.Internal;

/// <summary>Being inside the gates of several conversations; disposing leaves them.</summary>
internal sealed class ConversationHolds : IDisposable
{
    readonly Dictionary<string, ConversationHold> _holds = new(StringComparer.Ordinal);

    public Conversation this[string? id] => _holds[id!].Conversation;

    /// <summary>Enters them, sends settled. Always in the order of their ids, so that nobody waits in a circle.</summary>
    /// <exception cref="OperationRefusedException">One of them is not there: <paramref name="missing"/>.</exception>
    public async ValueTask EnterAsync(ConversationDirectory conversations, IEnumerable<string?> ids, int missing)
    {
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var hold = await conversations.EnterAloneAsync(id, missing).ConfigureAwait(false);
            _holds.Add(hold.Conversation.Id, hold);
        }
    }

    public void Dispose()
    {
        foreach (var hold in _holds.Values)
            hold.Dispose();
    }
}
