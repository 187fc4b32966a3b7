namespace LeanRx.Server.Records.Internal;

/// <summary>A time in milliseconds, or none, in eight bytes where a nullable takes sixteen. The earliest that 64 bits can say is none.</summary>
readonly record struct OptionalTime
{
    readonly long _distance;

    public OptionalTime(long? value) => _distance = (value ?? long.MinValue) - long.MinValue;

    public long? Value => _distance == 0 ? null : _distance + long.MinValue;
}
