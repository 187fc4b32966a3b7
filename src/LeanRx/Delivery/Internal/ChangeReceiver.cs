using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Delivery.Internal;

// protocol.md §4.13
/// <summary>
/// The way of edits and recalls from the wire to their observers: each once, none that a later one has overtaken, and never before the message that they
/// change, where that is still being fetched. Those that were missed the server repeats at the next login, from the newest that this client has seen on, those
/// that this client made among them: they are results of its commands and are not told here. Used inside the gate alone, but where it says otherwise.
/// </summary>
internal sealed class ChangeReceiver(ISession session, ConversationRegistry conversations, LatestMessages latest, MessageFactory messages,
    ChangeInbox inbox)
{
    readonly ChangeTimes _newest = new();
    readonly List<OwnChange> _mine = [];

    /// <summary>This client is about to change a message. From any thread.</summary>
    public void Begin(OwnChange mine) => session.Gate.Post(this, mine, static (changes, mine) => changes._mine.Add(mine));

    /// <summary>The command was answered: this client has changed a message, unless a later change came before the answer.</summary>
    public void Take(ConversationSlot slot, OwnChange mine, MessageChange change)
    {
        mine.Seen = null;
        if (!_newest.IsNewer(change.Message.Id, change.Message.UpdatedAtMilliseconds))
            return;
        latest.Change(slot, change.Message);
        slot.Conversation?.OwnChanges.Publish(change);
    }

    /// <summary>The command has ended. What the server said of the change is told where the answer never came. From any thread.</summary>
    public void End(OwnChange mine) => session.Gate.Post(this, mine, static (changes, mine) =>
    {
        changes._mine.Remove(mine);
        if (mine.Seen is { } patch)
            changes.Receive(patch);
    });

    /// <summary>
    /// The command ended without an answer: history says whether the message was changed. After a drop the next login says so by itself. From any thread.
    /// </summary>
    public void Doubt(ConversationSlot slot, PatchItem patch) => session.Gate.PostWhenDone(
        session.RecoverAsync(new LogsFrame
        {
            ConversationId = slot.Id,
            Timestamp = patch.Timestamp,
            MessageId = patch.MessageId,
            IsStartIncluded = true,
            Limit = 1
        }, repeatable: false, answer => Take(slot, patch, answer)),
        (Changes: this, slot, patch),
        static (it, asking) =>
        {
            if (asking.Exception?.InnerException is CommandTimeoutException)
                it.Changes.Doubt(it.slot, it.patch);
        });

    void Take(ConversationSlot slot, PatchItem patch, Frame answer)
    {
        if (answer is not LogsFrame { Items: [{ PatchTimestamp: { } changedAt } item, ..] } || item.MessageId != patch.MessageId
            || !_newest.IsNewer(item.MessageId, changedAt))
            return;
        var message = messages.From(slot.Id, item);
        inbox.Tell(slot, message, message is RecalledMessage recalled ? new MessageChange.Recalled(recalled) : new MessageChange.Edited(message));
    }

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
            session.Post(new PatchFrame { PeerId = session.Options.ClientId, Operation = PatchOperations.Modified, LastPatchTime = newest });
    }

    void Receive(PatchItem patch)
    {
        if (patch is not { ConversationId: { Length: > 0 } conversationId, MessageId: { Length: > 0 } messageId })
        {
            session.Report(new Fault(FaultKind.Protocol,
                $"A change of a message was dropped: it names no conversation or no message (cid \"{patch.ConversationId}\", mid \"{patch.MessageId}\")."));
            return;
        }
        // What this client is changing may have been done, and only the answer been lost.
        if (patch.From == session.Options.ClientId && _mine.Find(mine => mine.Is(patch)) is { } own)
        {
            own.Seen = patch;
            return;
        }
        if (!_newest.IsNewer(messageId, patch.PatchTimestamp))
            return;
        var slot = conversations.Slot(conversationId);
        if (slot.Delivery.CatchUp is { } catchUp && catchUp.Park(patch))
            return;
        inbox.Accept(slot, patch);
    }
}
