namespace LeanRx.Server.Storage.Internal;

/// <summary>The kicks of one application, the last of each client. Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryKickTable
{
    readonly Dictionary<string, ClientKick> _byClient = new(StringComparer.Ordinal);

    public IReadOnlyList<ClientKick> All => [.. _byClient.Values.OrderBy(kick => kick.At).ThenBy(kick => kick.ClientId, StringComparer.Ordinal)];

    public void Save(ClientKick kick, long forgetBefore)
    {
        foreach (var old in _byClient.Values.Where(old => old.At < forgetBefore).ToList()) _byClient.Remove(old.ClientId);
        _byClient[kick.ClientId] = kick;
    }
}
