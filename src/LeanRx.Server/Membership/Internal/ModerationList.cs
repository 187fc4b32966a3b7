using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Membership.Internal;

/// <summary>A list of clients that a conversation keeps: those it has silenced, or those it blocks.</summary>
internal abstract class ModerationList
{
    // protocol.md §7.1
    /// <summary>Most clients in the list of a normal conversation.</summary>
    const int MaxListed = 500;

    // protocol.md §7.1
    /// <summary>Most clients in the list of a chat room or service conversation.</summary>
    const int MaxListedInRoom = 10_000;

    /// <summary>Who may change it.</summary>
    public abstract Permission Permission { get; }

    /// <summary>The code that says that it is full.</summary>
    public abstract int FullCode { get; }

    /// <summary>What they are.</summary>
    protected abstract string Word { get; }

    /// <summary>Those in it, in the order of their ids.</summary>
    public abstract IEnumerable<string> Of(Conversation conversation);

    public abstract bool Has(Conversation conversation, string clientId);

    /// <summary>Puts clients into it, or takes them out. Answers with those who are out of the conversation by that.</summary>
    public abstract ValueTask<IReadOnlyList<string>> ChangeAsync(Conversation conversation, IReadOnlyList<string> clientIds, bool isListed);

    /// <summary>Tells those concerned, and the others.</summary>
    public abstract void Tell(Conversation conversation, string initiator, IReadOnlyList<string> clientIds, IReadOnlyList<string> leavers, bool isListed);

    public string FullReason(Conversation conversation) => $"At most {LimitOf(conversation)} are {Word} here.";

    /// <summary>Those for whom there is no room.</summary>
    public IEnumerable<string> TooMany(Conversation conversation, IEnumerable<string> clientIds) =>
        clientIds.Where(clientId => !Has(conversation, clientId)).Skip(Math.Max(0, LimitOf(conversation) - Of(conversation).Count()));

    static int LimitOf(Conversation conversation) => conversation.Record is { IsTransient: true } or { IsSystem: true } ? MaxListedInRoom : MaxListed;
}
