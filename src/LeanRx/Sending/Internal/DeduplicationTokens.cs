namespace LeanRx.Sending.Internal;

// law 7
/// <summary>Tokens by which the server knows a repeated send: a random beginning that is the client's own, and a count.</summary>
internal sealed class DeduplicationTokens(Random random)
{
    /// <summary>The prefix, and as many digits as a count may have.</summary>
    const int Longest = 26;

    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    readonly string _prefix = RandomPrefix(random);
    long _count;

    public string Next() => Text(NextNumber());

    /// <summary>The number of the next token, for who makes a token of it when it is needed.</summary>
    public long NextNumber() => Interlocked.Increment(ref _count);

    public string Text(long number)
    {
        Span<byte> digits = stackalloc byte[Longest];
        Span<char> token = stackalloc char[Longest];
        var length = Write(number, digits);
        for (var index = 0; index < length; index++)
            token[index] = (char)digits[index];
        return token.Slice(0, length).ToString();
    }

    /// <summary>Writes a token in UTF-8 and yields its length.</summary>
    public int Write(long number, Span<byte> to)
    {
        for (var index = 0; index < _prefix.Length; index++)
            to[index] = (byte)_prefix[index];
        var length = _prefix.Length + 1;
        for (var rest = number / 36; rest > 0; rest /= 36)
            length++;
        for (var index = length - 1; index >= _prefix.Length; index--)
        {
            to[index] = (byte)Digits[(int)(number % 36)];
            number /= 36;
        }
        return length;
    }

    static string RandomPrefix(Random random)
    {
        Span<char> prefix = stackalloc char[13];
        for (var index = 0; index < 12; index++)
            prefix[index] = Digits[random.Next(36)];
        prefix[12] = '-';
        return prefix.ToString();
    }
}
