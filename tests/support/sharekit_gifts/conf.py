from sharekit.setting import Setting, Settings


class GiftsSettings(Settings):
    gifts_per_day = Setting[int](
        3,
        check=lambda count: count > 0,
        must_be="a number of gifts, 1 or more",
        meaning="How many gifts may be given a day.",
    )


settings = GiftsSettings()
