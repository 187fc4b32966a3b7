using LeanRx.Server.Storage;

namespace LeanRx.Server.Ownership.Internal;

/// <summary>A node that is alone owns everything.</summary>
internal sealed class SoleOwnership(IMessageStore store) : IOwnership
{
    public IMessageStore StoreOf(string applicationId, string conversationId) => store;

    public bool IsTogether(string applicationId, string left, string right) => true;

    public bool IsShared => false;

    public bool MayBeUntold(string applicationId, string conversationId, long storedAt) => false;

    public long? UntoldSince(string applicationId, string conversationId, TimeSpan now) => null;

    public bool Lose(SlotClaim claim) => false;

    public ValueTask<bool> LeadsAsync(string applicationId) => new(true);
}
