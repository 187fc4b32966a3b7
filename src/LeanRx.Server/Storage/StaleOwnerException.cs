namespace LeanRx.Server.Storage;

/// <summary>The exception that is thrown when a node writes into a slot that has been claimed anew since.</summary>
/// <remarks>Nothing was stored by the call, and nothing will be by later ones of the same claim.</remarks>
/// <param name="claim">The claim that is void.</param>
public sealed class StaleOwnerException(SlotClaim claim)
    : Exception($"Slot {claim.Slot} was claimed anew after epoch {claim.Epoch}: who held it by that claim writes it no more.")
{
    /// <summary>The claim that is void.</summary>
    public SlotClaim Claim { get; } = claim;
}
