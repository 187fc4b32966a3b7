namespace LeanRx.Server.Storage.Internal;

/// <summary>The receipts of one application that wait for their senders. Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryReceiptTable
{
    readonly Dictionary<string, List<PendingReceipt>> _byClient = new(StringComparer.Ordinal);

    public void Add(PendingReceipt receipt, int keep)
    {
        if (!_byClient.TryGetValue(receipt.ClientId, out var waiting)) _byClient.Add(receipt.ClientId, waiting = []);
        waiting.Add(receipt);
        if (waiting.Count > keep) waiting.RemoveAt(0);
    }

    public IReadOnlyList<PendingReceipt> Take(string clientId) => _byClient.Remove(clientId, out var waiting) ? waiting : [];
}
