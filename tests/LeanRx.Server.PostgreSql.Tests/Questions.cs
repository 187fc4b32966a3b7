using System.Buffers.Binary;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>Counts what a connection that is open asks: how many statements run, and how often an answer is waited for.</summary>
sealed class Questions
{
    readonly List<byte> _begun = [];

    /// <summary>Statements that were run.</summary>
    public int Statements { get; private set; }

    /// <summary>Statements that were sent as text, to be understood anew.</summary>
    public int Texts { get; private set; }

    /// <summary>How often what was sent ended with a wait for the answer.</summary>
    public int RoundTrips { get; private set; }

    /// <summary>Takes the octets that follow. A message is its kind, its length without that, and the rest.</summary>
    public void Take(ReadOnlySpan<byte> octets)
    {
        _begun.AddRange(octets);
        while (_begun.Count >= 5)
        {
            var length = 1 + BinaryPrimitives.ReadInt32BigEndian([.. _begun[1..5]]);
            if (_begun.Count < length) return;
            Count((char)_begun[0]);
            _begun.RemoveRange(0, length);
        }
    }

    void Count(char kind)
    {
        if (kind is 'E' or 'Q') Statements++;
        if (kind is 'P' or 'Q') Texts++;
        if (kind is 'S' or 'Q') RoundTrips++;
    }
}
