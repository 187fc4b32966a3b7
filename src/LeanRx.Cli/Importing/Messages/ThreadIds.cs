using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Cli.Importing.Messages;

/// <summary>The ids under which the original keeps the thread of a client with a service conversation: MD5 of both.</summary>
sealed class ThreadIds
{
    const int Length = 32;

    readonly Dictionary<string, (string ConversationId, string ClientId)> _threads = new(StringComparer.Ordinal);
    readonly HashSet<string> _services = new(StringComparer.Ordinal);

    public void AddService(string conversationId) => _services.Add(conversationId);

    public void Add(string conversationId, string clientId) => _threads.TryAdd(Of(conversationId, clientId), (conversationId, clientId));

    /// <summary>The service conversation and the client that an id stands for; null when it is the id of no thread that is known.</summary>
    /// <param name="from">Who wrote the message: a client's own thread is found by that.</param>
    public (string ConversationId, string ClientId)? Find(string id, string from)
    {
        if (id.Length != Length)
            return null;
        if (_threads.TryGetValue(id, out var thread))
            return thread;
        foreach (var service in _services)
            if (Of(service, from) == id)
                return _threads[id] = (service, from);
        return null;
    }

    /// <summary>The id of a thread.</summary>
    public static string Of(string conversationId, string clientId)
    {
#pragma warning disable CA5351 // It is the original's name for the thread, and keeps no secret.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{conversationId}:{clientId}")));
#pragma warning restore CA5351
    }
}
