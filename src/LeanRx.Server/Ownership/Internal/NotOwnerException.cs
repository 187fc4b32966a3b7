namespace LeanRx.Server.Ownership.Internal;

/// <summary>A node was asked for what belongs to a slot that it does not own. Nothing was done.</summary>
internal sealed class NotOwnerException(string message) : Exception(message)
{
    public NotOwnerException(int slot)
        : this($"This node does not own slot {slot}, or not any more.")
    {
    }
}
