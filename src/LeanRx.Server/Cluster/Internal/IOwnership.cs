using LeanRx.Server.Storage;

namespace LeanRx.Server.Cluster.Internal;

/// <summary>What is this node's own to change.</summary>
internal interface IOwnership
{
    /// <summary>The store for everything that a conversation reads and writes. Whoever no longer owns the conversation's slot writes nothing by it.</summary>
    IMessageStore StoreOf(string applicationId, string conversationId);
}
