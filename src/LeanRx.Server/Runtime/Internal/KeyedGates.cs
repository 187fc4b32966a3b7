namespace LeanRx.Server.Runtime.Internal;

/// <summary>
/// A gate for every key that somebody waits at or is inside of, so that two creations of the same unique conversation come one after the other.
/// </summary>
internal sealed class KeyedGates
{
    readonly Dictionary<string, (CommandGate Gate, int Users)> _gates = new(StringComparer.Ordinal);

    public async ValueTask<IDisposable> EnterAsync(string key)
    {
        CommandGate gate;
        lock (_gates)
        {
            var entry = _gates.GetValueOrDefault(key, (Gate: new CommandGate(), Users: 0));
            _gates[key] = (entry.Gate, entry.Users + 1);
            gate = entry.Gate;
        }
        await gate.EnterAsync().ConfigureAwait(false);
        return new Pass(this, key);
    }

    void Leave(string key)
    {
        CommandGate gate;
        lock (_gates)
        {
            var entry = _gates[key];
            gate = entry.Gate;
            if (entry.Users == 1)
                _gates.Remove(key);
            else
                _gates[key] = (gate, entry.Users - 1);
        }
        gate.Leave();
    }

    sealed class Pass(KeyedGates gates, string key) : IDisposable
    {
        public void Dispose() => gates.Leave(key);
    }
}
