using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Simulation;

/// <summary>Holds what was sent to one conversation, and what everybody heard of it, against the server's log.</summary>
sealed class ConversationCheck(Evidence evidence, string conversationId, IReadOnlyList<Sending> sendings)
{
    readonly List<string> _violations = [];

    public IReadOnlyList<string> Check()
    {
        var log = evidence.ReadLog(conversationId).ConvertAll(message => (Message: message, Text: Evidence.TextOf(message.Data)));
        var copies = log.ToLookup(it => it.Text, it => it.Message);
        foreach (var sending in sendings)
            CheckSending(sending, [.. copies[sending.Text]]);
        foreach (var sender in evidence.Witnesses.Where(witness => witness.Device == witness.Name))
        {
            var delayed = evidence.Delayed(sender);
            var sent = sendings.Where(it => it.Sender == sender && copies.Contains(it.Text) && !delayed.Contains(it.Text)).Select(it => it.Text);
            var kept = log.Where(it => it.Message.From == sender.Name && !delayed.Contains(it.Text)).Select(it => it.Text).Distinct();
            if (!sent.SequenceEqual(kept))
                _violations.Add($"law 5: what {sender.Name} sent is stored in another order");
        }
        foreach (var witness in evidence.Witnesses)
            CheckView(witness, log.FindAll(it => it.Message.From != witness.Name));
        return _violations;
    }

    void CheckSending(Sending sending, StoredMessage[] copies)
    {
        if (copies.Length > 1)
            _violations.Add($"law 7: '{sending.Text}' is stored {copies.Length} times");
        if (!sending.Ack.IsCompletedSuccessfully)
            return;
        if (copies.Length == 0)
            _violations.Add($"law 14: '{sending.Text}' was acked and is not stored");
        else if (!Array.Exists(copies, copy => copy.Id == sending.Ack.Result.MessageId))
            _violations.Add($"law 4: '{sending.Text}' was answered with the id of another message");
    }

    void CheckView(Witness witness, List<(StoredMessage Message, string Text)> log)
    {
        var heard = witness.Messages.Where(message => message.ConversationId == conversationId && message.From != witness.Name).ToArray();
        var texts = log.ToDictionary(it => it.Message.Id, it => it.Text);
        foreach (var message in heard.Where(message => (message as TextMessage)?.Text != texts.GetValueOrDefault(message.Id)))
            _violations.Add($"invented: {witness.Device} heard '{(message as TextMessage)?.Text}', which the server does not have as {message.Id}");
        var expected = log.ConvertAll(it => it.Message.Id);
        var seen = Array.ConvertAll(heard, message => message.Id);
        if (seen.SequenceEqual(expected))
            return;
        var twice = seen.Length - seen.Distinct().Count();
        if (twice > 0)
            _violations.Add($"law 7: {witness.Device} heard {twice} message(s) twice");
        if (evidence.CouldKnow(witness) && expected.Except(seen).Except(evidence.Swallowed(witness)).ToArray() is { Length: > 0 } missing)
            _violations.Add($"law 8: {witness.Device} never heard {missing.Length} of {expected.Count} message(s), the first is number " +
                $"{expected.IndexOf(missing[0])}");
        // What was lost on a connection that lived on is heard late, if something gives it away.
        var lost = evidence.Swallowed(witness);
        if (!seen.Where(id => texts.ContainsKey(id) && !lost.Contains(id)).Distinct()
            .SequenceEqual(expected.Where(id => seen.Contains(id) && !lost.Contains(id))))
            _violations.Add($"law 6: {witness.Device} heard messages in another order");
    }
}
