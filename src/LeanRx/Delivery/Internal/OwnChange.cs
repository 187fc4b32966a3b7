using LeanRx.Protocol;

namespace LeanRx.Delivery.Internal;

/// <summary>A change of a message that this client has asked for and that was not answered yet.</summary>
internal sealed class OwnChange(PatchItem patch)
{
    public PatchItem Patch { get; } = patch;

    /// <summary>What the server told of it after a drop, before its answer.</summary>
    public PatchItem? Seen { get; set; }

    /// <summary>Whether a change that the server tells of is this one.</summary>
    public bool Is(PatchItem told) =>
        Patch.MessageId == told.MessageId
        && (Patch.IsRecall ?? false) == (told.IsRecall ?? false)
        && (Patch.IsRecall == true || Patch.Data == told.Data && (Patch.BinaryBody ?? []).AsSpan().SequenceEqual(told.BinaryBody));
}
