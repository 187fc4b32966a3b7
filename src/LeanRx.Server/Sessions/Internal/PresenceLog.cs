namespace LeanRx.Server.Sessions.Internal;

/// <summary>Who came or went lately, in order, so that whoever keeps a list of those online looks up these alone.</summary>
internal sealed class PresenceLog(int capacity)
{
    readonly string[] _clientIds = new string[capacity];

    /// <summary>How many came and went, ever.</summary>
    long _count;

    /// <summary>Notes that a client came or went. Called when those who ask already see it.</summary>
    public void Note(string clientId)
    {
        lock (_clientIds)
            _clientIds[_count++ % capacity] = clientId;
    }

    /// <summary>Whether anybody came or went since a place in this log.</summary>
    public bool HasNews(long since) => Volatile.Read(ref _count) != since;

    /// <summary>Goes on from a place to the end.</summary>
    /// <returns>Those who came or went; null when they are too many to tell.</returns>
    public List<string>? Read(ref long place, int most)
    {
        lock (_clientIds)
        {
            var news = _count - place;
            List<string>? changed = null;
            if (news <= Math.Min(most, capacity))
            {
                changed = new((int)news);
                for (var number = place; number < _count; number++)
                    changed.Add(_clientIds[number % capacity]);
            }
            place = _count;
            return changed;
        }
    }
}
