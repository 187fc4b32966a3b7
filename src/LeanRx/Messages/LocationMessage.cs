namespace LeanRx;

// S32
/// <summary>A place on Earth (<c>_lctype</c> −5).</summary>
public sealed record LocationMessage : TypedMessage
{
    /// <summary>Makes a message without a place; set <see cref="Latitude"/> and <see cref="Longitude"/>.</summary>
    public LocationMessage()
    {
    }

    /// <summary>Makes a message about this place, in degrees.</summary>
    public LocationMessage(double latitude, double longitude)
    {
        Latitude = latitude;
        Longitude = longitude;
    }

    /// <summary>Degrees north; south is negative.</summary>
    public double Latitude { get; init; }

    /// <summary>Degrees east; west is negative.</summary>
    public double Longitude { get; init; }
}
