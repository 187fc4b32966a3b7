using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// The way of edits and recalls from the wire to their observers: each once, and never before the message that they change, where that is still being fetched.
/// Those that were missed the server repeats at the next login, from the newest that this client has seen on (protocol.md §4.13), those that this client made
/// among them: they are results of its commands and are not told here. Used inside the gate alone, but where it says otherwise.
/// </summary>
internal sealed class ChangeInbox(ClientCore core, SerialGate gate)
{
    readonly IdWindow _seen = new();
    readonly List<PatchItem> _mine = [];

    /// <summary>This client is about to change a message. From any thread.</summary>
    public void Begin(PatchItem mine) => gate.Post(this, mine, static (changes, mine) => changes._mine.Add(mine));

    /// <summary>The command has ended. From any thread.</summary>
    /// <param name="mine">What was begun.</param>
    /// <param name="changedAt">The server's time of the change; null where it is not known whether there was one.</param>
    public void End(PatchItem mine, long? changedAt) => gate.Post(this, (mine, changedAt), static (changes, ended) =>
    {
        changes._mine.Remove(ended.mine);
        if (ended.changedAt is { } time)
            changes.IsNew(ended.mine with { PatchTimestamp = time });
    });

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
        // What this client is changing may have been done, and only the answer been lost.
        if (!IsNew(patch) || patch.From == core.ClientId && _mine.Exists(mine => IsSame(mine, patch)))
            return;
        var slot = core.Conversations.Slot(conversationId);
        if (slot.CatchUp is { } catchUp && catchUp.Park(patch))
            return;
        Accept(slot, patch);
    }

    bool IsNew(PatchItem patch)
    {
        var key = $"{patch.MessageId} {patch.PatchTimestamp}";
        if (_seen.Contains(key))
            return false;
        _seen.Add(key, patch.PatchTimestamp ?? 0);
        return true;
    }

    static bool IsSame(PatchItem mine, PatchItem patch) =>
        mine.MessageId == patch.MessageId
        && (mine.IsRecall ?? false) == (patch.IsRecall ?? false)
        && (mine.IsRecall == true || mine.Data == patch.Data && (mine.BinaryBody ?? []).AsSpan().SequenceEqual(patch.BinaryBody));

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
