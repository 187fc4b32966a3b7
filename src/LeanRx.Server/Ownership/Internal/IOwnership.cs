using LeanRx.Server.Storage;

namespace LeanRx.Server.Ownership.Internal;

/// <summary>What is this node's own to change.</summary>
internal interface IOwnership
{
    /// <summary>An owner that was lost may have stored for so many milliseconds what it told nobody.</summary>
    const long Untold = 60_000;

    /// <summary>Whether other nodes have what is not this one's own.</summary>
    bool IsShared { get; }

    /// <summary>The store for everything that a conversation reads and writes. Whoever no longer owns the conversation's slot writes nothing by it.</summary>
    IMessageStore StoreOf(string applicationId, string conversationId);

    /// <summary>Whether whoever owns one of two always owns the other: a conversation, or the key by which it is found.</summary>
    bool IsTogether(string applicationId, string left, string right);

    /// <summary>Whether an owner before this one may have stored a message and been lost before it had told anybody of it.</summary>
    /// <param name="storedAt">When, in milliseconds since 1970 UTC.</param>
    bool MayBeUntold(string applicationId, string conversationId, long storedAt);

    /// <summary>
    /// From when on an owner before this one may have stored what it told nobody, in milliseconds since 1970 UTC; null where that owner let go in good order,
    /// or long ago.
    /// </summary>
    /// <param name="now">On the engine's clock.</param>
    long? UntoldSince(string applicationId, string conversationId, TimeSpan now);

    /// <summary>Notes that somebody else has claimed a slot since. Whether what was refused for it can be requested of the new owner.</summary>
    bool Lose(SlotClaim claim);

    /// <summary>Whether this node does what one node does for an application.</summary>
    ValueTask<bool> LeadsAsync(string applicationId);
}
