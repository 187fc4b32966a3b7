using System.Diagnostics;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What was acked to the senders of one conversation.</summary>
sealed class Acks
{
    readonly Dictionary<string, (int Sender, int Number, long Begun, long Acked)> _acked = new(StringComparer.Ordinal);

    public void Add(string text, int sender, int number, long begun, long acked)
    {
        lock (_acked)
            _acked.Add(text, (sender, number, begun, acked));
    }

    /// <summary>What is stored is what was acked, each once, and in the order in which it was said as far as that is known.</summary>
    public void Require(IReadOnlyList<string> stored)
    {
        lock (_acked)
        {
            Assert.Empty(_acked.Keys.Except(stored));
            Assert.Equal(_acked.Count, stored.Count);
            var (last, youngest) = (new Dictionary<int, int>(), 0L);
            foreach (var (sender, number, begun, acked) in stored.Select(text => _acked[text]))
            {
                Assert.True(number > last.GetValueOrDefault(sender, -1), "What a sender said later stands before.");
                Assert.True(acked > youngest, "What was acked before another was sent stands after it.");
                (last[sender], youngest) = (number, Math.Max(youngest, begun));
            }
        }
    }
}
