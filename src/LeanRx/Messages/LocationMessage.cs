namespace LeanRx;

// S32
/// <summary>A location message (<c>_lctype</c> −5).</summary>
public sealed record LocationMessage : TypedMessage
{
    /// <summary>Creates a message without a location; set <see cref="Latitude"/> and <see cref="Longitude"/>.</summary>
    public LocationMessage()
    {
    }

    /// <summary>Creates a message about a location, in degrees.</summary>
    public LocationMessage(double latitude, double longitude)
    {
        Latitude = latitude;
        Longitude = longitude;
    }

    /// <summary>The latitude in degrees; south is negative.</summary>
    public double Latitude { get; init; }

    /// <summary>The longitude in degrees; west is negative.</summary>
    public double Longitude { get; init; }
}
