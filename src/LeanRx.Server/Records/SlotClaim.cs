namespace LeanRx.Server.Storage;

/// <summary>A node's right to write what belongs to a slot.</summary>
/// <remarks>It ends with the next claim of that slot.</remarks>
/// <param name="Slot">The slot, from 0 to <see cref="Slots.Count"/> - 1.</param>
/// <param name="Epoch">Which claim of the slot it is. Every claim has a higher epoch than those before it.</param>
public sealed record SlotClaim(int Slot, long Epoch)
{
    /// <summary>Throws if a conversation is in another slot.</summary>
    /// <exception cref="ArgumentException">The conversation is in another slot.</exception>
    public void ThrowIfOutside(string applicationId, string conversationId)
    {
        if (Slots.Of(applicationId, conversationId) is var slot && slot != Slot)
            throw new ArgumentException(
                $"Conversation '{conversationId}' of application '{applicationId}' is in slot {slot}, and this store writes slot {Slot}.",
                nameof(conversationId));
    }
}
