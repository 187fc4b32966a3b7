namespace LeanRx.Media.Internal;

/// <summary>The four bytes before each piece of an MP3 stream.</summary>
/// <param name="IsFirstVersion">MPEG 1; 2 and 2.5 have half the samples.</param>
/// <param name="IsMono">One channel.</param>
/// <param name="BitRate">Bits per second.</param>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="Length">Bytes, this header included.</param>
readonly record struct Mp3Frame(bool IsFirstVersion, bool IsMono, int BitRate, int SampleRate, int Length)
{
    public const int HeaderLength = 4;

    static readonly int[] FirstVersionKilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    static readonly int[] LaterVersionKilobits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    static readonly int[] SampleRates = [44_100, 48_000, 32_000];

    public int Samples => IsFirstVersion ? 1152 : 576;

    /// <summary>Where a variable bit rate writes how many frames there are.</summary>
    public int SideInformationLength => (IsFirstVersion, IsMono) switch
    {
        (true, false) => 32,
        (false, true) => 9,
        _ => 17,
    };

    /// <summary>Null when the bytes are no header of layer III.</summary>
    public static Mp3Frame? Read(ReadOnlySpan<byte> header)
    {
        const int reservedVersion = 1;
        const int layerThree = 1;
        const int mono = 3;
        if (header.Length < HeaderLength || header[0] != 0xFF || (header[1] & 0xE0) != 0xE0)
            return null;
        var (version, layer) = ((header[1] >> 3) & 3, (header[1] >> 1) & 3);
        var (bitRate, sampleRate) = (header[2] >> 4, (header[2] >> 2) & 3);
        if (version == reservedVersion || layer != layerThree || bitRate is 0 or 15 || sampleRate == 3)
            return null;
        var isFirst = version == 3;
        var bits = (isFirst ? FirstVersionKilobits : LaterVersionKilobits)[bitRate] * 1000;
        var samples = SampleRates[sampleRate] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        return new Mp3Frame(isFirst, header[3] >> 6 == mono, bits, samples, (isFirst ? 144 : 72) * bits / samples + ((header[2] >> 1) & 1));
    }
}
