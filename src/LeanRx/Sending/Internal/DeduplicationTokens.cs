namespace LeanRx.Sending.Internal;

// law 7
/// <summary>Tokens by which the server knows a repeated send: a random beginning that is the client's own, and a count.</summary>
internal sealed class DeduplicationTokens(Random random)
{
    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    readonly string _prefix = RandomPrefix(random);
    long _count;

    public string Next()
    {
        var rest = Interlocked.Increment(ref _count);
        Span<char> reversed = stackalloc char[13];
        var length = 0;
        while (rest > 0)
        {
            reversed[length++] = Digits[(int)(rest % 36)];
            rest /= 36;
        }
        Span<char> token = stackalloc char[_prefix.Length + length];
        _prefix.AsSpan().CopyTo(token);
        for (var index = 0; index < length; index++)
            token[_prefix.Length + index] = reversed[length - 1 - index];
        return token.ToString();
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
