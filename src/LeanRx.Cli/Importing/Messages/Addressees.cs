namespace LeanRx.Cli.Importing.Messages;

/// <summary>Whom messages are for, where the history does not say it: what stands among the threads and broadcasts of an export.</summary>
sealed class Addressees
{
    readonly Dictionary<(string ConversationId, string MessageId), List<string>> _clients = [];
    readonly Dictionary<(string ConversationId, string MessageId), long> _ends = [];

    public void AddClient(string conversationId, string messageId, string clientId)
    {
        if (!_clients.TryGetValue((conversationId, messageId), out var clients))
            _clients.Add((conversationId, messageId), clients = []);
        if (!clients.Contains(clientId))
            clients.Add(clientId);
    }

    public void AddBroadcast(string conversationId, string messageId, long validUntil) => _ends[(conversationId, messageId)] = validUntil;

    public IReadOnlyList<string>? ClientsOf(string conversationId, string messageId) =>
        _clients.Count == 0 ? null : _clients.GetValueOrDefault((conversationId, messageId));

    public long? EndOf(string conversationId, string messageId) => _ends.Count > 0 && _ends.TryGetValue((conversationId, messageId), out var end) ? end : null;
}
