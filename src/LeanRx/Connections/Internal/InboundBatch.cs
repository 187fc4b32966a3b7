using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>What one read of the socket brought, to be taken in one entry of the gate.</summary>
internal sealed class InboundBatch
{
    /// <summary>So much is taken at a time: what else wants into the gate waits no longer than for that.</summary>
    const int Most = 64;

    readonly List<InboundItem> _items = [];

    public bool IsFull => _items.Count >= Most;

    public void Add(in InboundItem item) => _items.Add(item);

    /// <summary>Gives everything to the connection, in its order. What one item does to it is no matter of the others.</summary>
    public void TakeAll(SerialGate gate, Connection connection)
    {
        foreach (var item in _items)
            gate.RunPart(connection, item, static (connection, item) => item.GiveTo(connection));
        _items.Clear();
    }
}
