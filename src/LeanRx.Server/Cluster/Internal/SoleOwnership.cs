using LeanRx.Server.Storage;

namespace LeanRx.Server.Cluster.Internal;

/// <summary>A node that is alone owns everything.</summary>
internal sealed class SoleOwnership(IMessageStore store) : IOwnership
{
    public IMessageStore StoreOf(string applicationId, string conversationId) => store;

    public bool IsTogether(string applicationId, string left, string right) => true;

    public bool IsOwn(string applicationId, string conversationId) => true;
}
