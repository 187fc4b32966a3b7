using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// The way of edits and recalls from the wire to their observers: each once, and never before the message that they change, where that is still being fetched.
/// Those that were missed the server repeats at the next login, from the newest that this client has seen on (protocol.md §4.13). Used inside the gate alone.
/// </summary>
internal sealed class ChangeInbox(ClientCore core)
{
    readonly IdWindow _seen = new();

    public void Receive(PatchFrame frame)
    {
        if (frame is not { Operation: PatchOperations.Modify, Patches: { } patches })
            return;
        var newest = 0L;
        foreach (var patch in patches)
        {
            newest = Math.Max(newest, patch.PatchTimestamp ?? 0);
            Receive(patch);
        }
        if (newest > 0)
            core.Session.Post(new PatchFrame { PeerId = core.ClientId, Operation = PatchOperations.Modified, LastPatchTime = newest });
    }

    void Receive(PatchItem patch)
    {
        if (patch is not { ConversationId: { Length: > 0 } conversationId, MessageId: { Length: > 0 } messageId })
        {
            core.Session.Report(new Fault(FaultKind.Protocol, $"A change of a message was dropped: it names no conversation or no message (cid \"{patch.ConversationId}\", mid \"{patch.MessageId}\")."));
            return;
        }
        var key = $"{messageId} {patch.PatchTimestamp}";
        if (_seen.Contains(key))
            return;
        _seen.Add(key, patch.PatchTimestamp ?? 0);
        var slot = core.Conversations.Slot(conversationId);
        if (slot.CatchUp is { } catchUp && catchUp.Park(patch))
            return;
        Accept(slot, patch);
    }

    public void Accept(ConversationSlot slot, PatchItem patch)
    {
        var message = core.Factory.From(slot.Id, patch);
        MessageChange change = message is RecalledMessage recalled
            ? new MessageRecalled(recalled) { Code = patch.PatchCode, Reason = patch.PatchReason }
            : new MessageEdited(message) { Code = patch.PatchCode, Reason = patch.PatchReason };
        slot.Conversation?.Changed(message);
        core.MessageChanges.Publish(change);
        slot.Conversation?.Publish(change);
    }
}
