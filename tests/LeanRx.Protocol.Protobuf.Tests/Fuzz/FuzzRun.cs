using System.Diagnostics;
using System.Globalization;

namespace LeanRx.Protocol.Tests;

/// <summary>Damaged payloads of several wire formats in turn, each through its codec and on through an engine.</summary>
sealed class FuzzRun(IReadOnlyList<IFrameCodec> codecs, int seed)
{
    /// <summary>What a payload may cost, whatever it says: a fixed part, and so many bytes for each of its own.</summary>
    const long FixedBytes = 128 * 1024;
    const long BytesPerByte = 512;

    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    readonly Random _random = new(seed);
    int _read;
    TimeSpan _time;
    long _cost;

    /// <summary>Plays so many payloads; tells in one line what came of them.</summary>
    /// <exception cref="FuzzFailedException">A payload was neither read nor refused, cost too much, or was a fault to the server.</exception>
    public async Task<string> PlayAsync(int payloads)
    {
        var damages = codecs.Select(codec => new Damage(_random, Corpus(codec))).ToArray();
        var servers = codecs.Select(codec => new FuzzServer(codec)).ToArray();
        for (var number = 0; number < payloads; number++)
        {
            var which = number % codecs.Count;
            var payload = damages[which].Next();
            // Half of base64 gets its damage before it is base64.
            if (which > 0 && codecs[which].IsText && _random.Next(2) == 0)
                payload = System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(damages[which - 1].Next()));
            try
            {
                await PlayAsync(codecs[which], servers[which], payload);
            }
            catch (Exception exception)
            {
                throw new FuzzFailedException($"Payload {number} of seed {seed} in wire format {which}, {Convert.ToHexString(payload)}: {exception.Message}",
                    exception);
            }
        }

        foreach (var server in servers)
            await server.DisposeAsync();
        return string.Create(CultureInfo.InvariantCulture,
            $"fuzz: {payloads:N0} payloads in {codecs.Count} wire formats (seed {seed}): {_read:N0} read, {payloads - _read:N0} refused, " +
            $"{servers.Sum(server => server.Replies):N0} answers, {servers.Sum(server => server.Closes):N0} connections closed, 0 faults; the longest took " +
            $"{_time.TotalMilliseconds:N0} ms, the dearest {_cost / 1024:N0} KiB.");
    }

    async Task PlayAsync(IFrameCodec codec, FuzzServer server, byte[] payload)
    {
        var begin = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var frame = Read(codec, payload, out var refusal);
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        await (frame is null ? server.RejectAsync(refusal!) : server.ReceiveAsync(frame));
        var time = Stopwatch.GetElapsedTime(begin);

        Assert.True(cost <= FixedBytes + (BytesPerByte * payload.Length), $"It cost {cost} bytes of memory.");
        Assert.True(time <= s_longest, $"It took {time}.");
        Assert.True(server.Faults == 0, "The server admits a fault of its own.");
        _read += frame is null ? 0 : 1;
        _cost = Math.Max(_cost, cost);
        _time = TimeSpan.FromTicks(Math.Max(_time.Ticks, time.Ticks));
    }

    static Frame? Read(IFrameCodec codec, byte[] payload, out FrameFormatException? refusal)
    {
        refusal = null;
        try
        {
            return codec.Decode(payload);
        }
        catch (FrameFormatException exception)
        {
            refusal = exception;
            return null;
        }
    }

    /// <summary>The frames of the protocol document, and frames of every family by chance.</summary>
    List<byte[]> Corpus(IFrameCodec codec)
    {
        const int randomFrames = 1_000;
        var made = new RandomFrames(_random);
        List<byte[]> corpus = [];
        foreach (var frame in Examples.All.Select(example => Json.Decode(example.Data.Item2))
            .Concat(Enumerable.Range(0, randomFrames).Select(_ => made.Next())))
        {
            try
            {
                corpus.Add(Protobuf.Encode(codec, frame));
            }
            catch (ArgumentException)
            {
                // A frame whose family or operation has no number.
            }
        }

        return corpus;
    }
}
