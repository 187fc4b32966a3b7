using LeanRx.Server;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Holds what everybody saw against the server's log.</summary>
sealed class Checker(VirtualWorld world, IReadOnlyList<Witness> witnesses, IReadOnlyList<Sending> sendings)
{
    readonly List<string> _violations = [];

    public IReadOnlyList<string> Check()
    {
        foreach (var conversationId in sendings.Select(it => it.ConversationId).Distinct())
            CheckConversation(conversationId, ReadLog(conversationId));
        foreach (var witness in witnesses)
            CheckWitness(witness);
        foreach (var sending in sendings.Where(it => !it.Ack.IsCompleted))
            _violations.Add($"law 4: '{sending.Text}' never ended");
        return _violations;
    }

    List<StoredMessage> ReadLog(string conversationId)
    {
        var log = new List<StoredMessage>();
        while (true)
        {
            var page = world.Run(world.Store.ReadHistoryAsync(new HistoryQuery
            {
                ApplicationId = AppOptions.Demo.ApplicationId,
                ConversationId = conversationId,
                Forward = true,
                Start = log.Count == 0 ? null : new HistoryBound(log[^1].Timestamp, log[^1].Id, IsIncluded: false),
                Limit = 1000,
            }).AsTask());
            log.AddRange(page);
            if (page.Count < 1000)
                return log;
        }
    }

    void CheckConversation(string conversationId, List<StoredMessage> log)
    {
        var copies = log.GroupBy(message => Text(message.Data)).ToDictionary(group => group.Key, group => group.Count());
        foreach (var sending in sendings.Where(it => it.ConversationId == conversationId))
        {
            var stored = copies.GetValueOrDefault(sending.Text);
            if (stored > 1)
                _violations.Add($"law 7: '{sending.Text}' is stored {stored} times");
            if (sending.Ack.IsCompletedSuccessfully && stored == 0)
                _violations.Add($"law 14: '{sending.Text}' was acked and is not stored");
        }
        foreach (var sender in witnesses)
        {
            var sent = sendings.Where(it => it.ConversationId == conversationId && it.Sender == sender && copies.ContainsKey(it.Text)).Select(it => it.Text);
            var kept = log.Where(message => message.From == sender.Client.ClientId).Select(message => Text(message.Data));
            if (!sent.SequenceEqual(kept))
                _violations.Add($"law 5: what {sender.Client.ClientId} sent is stored in another order");
        }
        foreach (var witness in witnesses)
            CheckView(witness, conversationId, log.Where(message => message.From != witness.Client.ClientId).Select(message => message.Id).ToArray());
    }

    void CheckView(Witness witness, string conversationId, string[] expected)
    {
        var seen = witness.Messages.Where(message => message.ConversationId == conversationId && message.From != witness.Client.ClientId).Select(message => message.Id).ToArray();
        if (seen.SequenceEqual(expected))
            return;
        var name = witness.Client.ClientId;
        var twice = seen.Length - seen.Distinct().Count();
        if (twice > 0)
            _violations.Add($"law 7: {name} heard {twice} message(s) twice");
        if (expected.Except(seen).ToArray() is { Length: > 0 } missing)
            _violations.Add($"law 8: {name} never heard {missing.Length} of {expected.Length} message(s), the first is number {Array.IndexOf(expected, missing[0])}");
        if (seen.Except(expected).Any())
            _violations.Add($"{name} heard messages that the server does not have");
        if (twice == 0 && !seen.SequenceEqual(expected.Where(seen.Contains)))
            _violations.Add($"law 6: {name} heard messages in another order");
    }

    void CheckWitness(Witness witness)
    {
        foreach (var end in witness.Ends)
            _violations.Add($"law 2: {end} for {witness.Client.ClientId}");
        if (witness.Client.State is not ConnectionState.Connected)
            _violations.Add($"law 3: {witness.Client.ClientId} is not connected after the network has healed, but {witness.Client.State}");
        foreach (var fault in witness.Faults)
            _violations.Add($"fault of {witness.Client.ClientId}: {fault.Kind} {fault.Message}");
    }

    static string Text(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        return json.RootElement.GetProperty("_lctext").GetString()!;
    }
}
